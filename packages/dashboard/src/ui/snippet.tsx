import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import css from './snippet.module.css';

/** Text to copy. */
export function Snippet({ text }: { text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <div className={css.snippet}>
      <pre>
        <code>{text}</code>
      </pre>
      <Button
        onPress={async () => {
          await navigator.clipboard.writeText(text);
          setCopied(true);
        }}
      >
        {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        {copied ? t('common.copied') : t('common.copy')}
      </Button>
    </div>
  );
}

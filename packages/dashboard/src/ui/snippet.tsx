import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import css from './snippet.module.css';

/** Text to copy. */
export function Snippet({ text }: { text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const code = useRef<HTMLElement>(null);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Over plain http a page has no clipboard; what is selected can be copied by hand.
      if (code.current) getSelection()?.selectAllChildren(code.current);
    }
  }

  return (
    <div className={css.snippet}>
      <pre>
        <code ref={code}>{text}</code>
      </pre>
      <Button onPress={() => void copy()}>
        {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        {copied ? t('common.copied') : t('common.copy')}
      </Button>
    </div>
  );
}

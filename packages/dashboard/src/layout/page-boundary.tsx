import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { reachability } from '../api/reachability.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';

interface Props {
  children: ReactNode;
}

/**
 * Stands in for a page that could not be shown, most often because a part of it could not be loaded while the collector
 * was gone: a browser does not load such a part again, so the page is, once the collector is back. The address says what
 * it showed.
 */
export class PageBoundary extends Component<Props, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };
  #unwatch: (() => void) | undefined;

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error): void {
    if (!isOfLoading(error)) return;
    this.#unwatch = reachability.onChange(() => reachability.reached && location.reload());
    reachability.lost();
  }

  override componentWillUnmount(): void {
    this.#unwatch?.();
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === undefined ? this.props.children : <Broken error={error} />;
  }
}

const isOfLoading = ({ message }: Error): boolean =>
  /preload|dynamically imported module|importing a module/i.test(message);

function Broken({ error }: { error: Error }) {
  const { t } = useTranslation();
  return (
    <main style={{ padding: '2rem' }} role="alert">
      <Notice title={isOfLoading(error) ? t('error.unreachable') : t('error.broken')}>
        <p>{isOfLoading(error) ? t('error.comesBack') : error.message}</p>
        <Button onPress={() => location.reload()}>{t('error.retry')}</Button>
      </Notice>
    </main>
  );
}

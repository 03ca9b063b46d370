import { useSyncExternalStore } from 'react';

const EVERY = 3000;

let reached = true;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function change(to: boolean): void {
  if (reached === to) return;
  reached = to;
  clearInterval(timer);
  if (!to) timer = setInterval(look, EVERY);
  for (const listener of listeners) listener();
}

async function look(): Promise<void> {
  const answer = await fetch('/healthz').catch(() => undefined);
  if (answer?.ok) change(true);
}

/** Whether the collector answered when it was last asked. While it does not, it is looked for every three seconds. */
export const reachability = {
  lost: () => change(false),
  found: () => change(true),
  onChange(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get reached() {
    return reached;
  },
};

/** {@link reachability} for a component. */
export function useReached(): boolean {
  return useSyncExternalStore(reachability.onChange, () => reached);
}

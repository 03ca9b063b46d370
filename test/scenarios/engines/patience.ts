// Far above what is needed, so that a machine several times slower than usual fails nothing; only what hangs is found by them.

/** Milliseconds for a driver to do what it was told, such as a navigation or a click. */
export const ACTION_MS = 60_000;

/** Milliseconds for a page to answer a question; one that goes away meanwhile may never answer. */
export const ANSWER_MS = 15_000;

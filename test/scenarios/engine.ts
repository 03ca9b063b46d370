/** One tab, in whichever browser. */
export interface Tab {
  goto(url: string): Promise<void>;
  /** Evaluates an expression in the page; its value must be JSON. */
  evaluate<T>(expression: string): Promise<T>;
  click(selector: string, how?: { button?: 'left' | 'middle'; modifier?: 'Control' }): Promise<void>;
  press(selector: string, key: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  close(): Promise<void>;
  /** Takes the page's process away without a word to the page, as a browser does that is short of memory. */
  discard?(): Promise<void>;
}

/** A person's browser: tabs that share cookies and storage. */
export interface Person {
  tab(): Promise<Tab>;
  /** Errors that the pages raised, where the driver tells; the pages' shim tells the collector in any engine. */
  errors: string[];
  close(): Promise<void>;
}

export interface Browser {
  person(): Promise<Person>;
  close(): Promise<void>;
}

export interface Engine {
  name: 'Chromium' | 'Firefox' | 'WebKit';
  /** Why it cannot run here; nothing where it can. */
  missing?: string;
  /** Scenarios, by name, that this driver or engine cannot play, each with the reason. */
  cannot: Readonly<Record<string, string>>;
  launch(): Promise<Browser>;
}

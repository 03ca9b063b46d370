/** Whom an id means: a browser, by its visitor id, or a customer with every browser that was seen with its id. */
export interface Person {
  /** Visitor ids. */
  visitors: string[];
  /** Customer ids; of an e-mail address the one that it is kept as. */
  customers: string[];
}

/** What an erasure took out, and what it left without a name. */
export interface Erasure {
  visitors: number;
  visits: number;
  /** Events that are gone. */
  events: number;
  /** Orders that stay in the books, of nobody. */
  orders: number;
  /** Support cases and answers to surveys that stay, of nobody. */
  records: number;
  /** Changes of newsletter lists that are gone. */
  subscriptions: number;
}

/** What is known of a person beside visits, orders and events. */
export interface PersonRecords {
  support_cases: Record<string, unknown>[];
  survey_answers: Record<string, unknown>[];
  subscriptions: Record<string, unknown>[];
}

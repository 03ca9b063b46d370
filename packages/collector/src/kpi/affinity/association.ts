import { type FoundSets, type FrequentSetOptions, frequentSets, type TooMany } from './frequent-sets.js';

/** "Who buys these also buys that." */
export interface AssociationRule {
  /** Ids, ascending. */
  antecedent: number[];
  consequent: number;
  /** Share of the baskets with the antecedent that hold the consequent too. */
  confidence: number;
  /** Confidence ÷ support of the consequent. */
  lift: number;
}

/** Items bought together, and how far beyond chance. */
export interface Association {
  /** Ids, ascending. */
  items: number[];
  /** Baskets that hold all of them. */
  count: number;
  /** The same ÷ all baskets. */
  support: number;
  /** Support ÷ product of the supports of the items; 1 where they are bought independently. */
  lift: number;
  /** Of a pair: both ways, the first item's baskets first. Of a larger set: the rule of the highest confidence alone. */
  rules: AssociationRule[];
}

/** The associations of all frequent sets, or why they are not answered. */
export type ProductAffinity =
  | (Pick<FoundSets, 'complete' | 'baskets' | 'minCount'> & { associations: Association[] })
  | TooMany;

/**
 * Products bought together: support, confidence and lift (Brin, Motwani, Ullman & Tsur 1997) of each frequent set.
 *
 * @param baskets the item ids of each order.
 * @throws RangeError as `frequentSets`.
 * @example
 * productAffinity([[1, 2], [1, 2, 3], [3]], { minSupport: 0.5 });
 * // associations: [{ items: [1, 2], count: 2, support: 2 / 3, lift: 1.5, rules: … confidence 1 both ways }]
 */
export function productAffinity(
  baskets: Iterable<readonly number[]>,
  options: FrequentSetOptions,
): ProductAffinity {
  const found = frequentSets(baskets, options);
  if (!found.complete) return found;
  return {
    complete: true,
    baskets: found.baskets,
    minCount: found.minCount,
    associations: associationsOf(found),
  };
}

function associationsOf(found: FoundSets): Association[] {
  const { baskets, itemCounts, sets } = found;
  // Each part of a frequent set is frequent too, so its count is here.
  const counts = new Map<string, number>();
  for (const [id, count] of itemCounts) counts.set(`${id}`, count);
  for (const { items, count } of sets) counts.set(items.join(), count);

  return sets.map(({ items, count }) => {
    const rules = items.map((consequent): AssociationRule => {
      const antecedent = items.filter((id) => id !== consequent);
      const confidence = count / counts.get(antecedent.join())!;
      const lift = (confidence * baskets) / itemCounts.get(consequent)!;
      return { antecedent, consequent, confidence, lift };
    });
    const support = count / baskets;
    return {
      items,
      count,
      support,
      lift: items.reduce((lift, id) => (lift * baskets) / itemCounts.get(id)!, support),
      // The rule whose antecedent is the first item is the one whose consequent is the second.
      rules: items.length === 2 ? rules.reverse() : [rules.reduce(better)],
    };
  });
}

function better(left: AssociationRule, right: AssociationRule): AssociationRule {
  const gain = right.confidence - left.confidence || right.lift - left.lift;
  return gain > 0 ? right : left;
}

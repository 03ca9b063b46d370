/** Something that a subscriber did, to one list or, where `list` is empty, to the newsletter as such. */
export interface SubscriberAction {
  action: 'subscribe' | 'unsubscribe';
  list: string;
}

/**
 * At which of his actions somebody became a subscriber (1) and at which he ceased to be one (-1). Who is on any list
 * is a subscriber; leaving no list by name leaves all. Leaving without having come changes nothing.
 *
 * @param actions of one subscriber, in their order
 * @returns only those actions that changed something
 */
export function changesOf<Action extends SubscriberAction>(actions: readonly Action[]): Map<Action, 1 | -1> {
  const changes = new Map<Action, 1 | -1>();
  const lists = new Set<string>();
  for (const each of actions) {
    const before = lists.size > 0;
    if (each.action === 'subscribe') lists.add(each.list);
    else if (each.list === '') lists.clear();
    else lists.delete(each.list);
    const after = lists.size > 0;
    if (before !== after) changes.set(each, after ? 1 : -1);
  }
  return changes;
}

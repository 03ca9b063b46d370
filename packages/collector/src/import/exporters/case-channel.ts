/** Words of help desks for the ways in which customers reach them, as the KPIs name these. */
const CHANNELS: readonly [RegExp, string][] = [
  [/chat|messaging|messenger|whatsapp|line$/i, 'chat'],
  [/phone|voice|call|telephony|sms/i, 'phone'],
  [/e-?mail|^mail$/i, 'email'],
  [/web|portal|help ?cent|form|widget|api/i, 'web'],
  [/facebook|twitter|instagram|^x( |$)|social/i, 'social'],
];

/** The channel of a case by the help desk's word for it; a word that is not known stays as it is. */
export function caseChannel(said: string): string {
  const found = CHANNELS.find(([words]) => words.test(said));
  return found?.[1] ?? said;
}

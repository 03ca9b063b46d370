/**
 * A text as a cell of CSV: what a spreadsheet could take for the beginning of a cell must not begin a formula. The first
 * character is CSV's own matter (`escape_formulas`); but a spreadsheet of a country with decimal commas cuts at `;`, and
 * one that is asked to cuts at tabs and lines, wherever the quotes stand.
 */
export const spreadsheetText = (text: string): string =>
  text.replace(/([;\t\r\n|]["' ]*)(?=[=+\-@＝＋－＠])/g, "$1'");

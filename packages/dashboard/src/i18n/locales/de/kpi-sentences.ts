export const kpiSentences = {};

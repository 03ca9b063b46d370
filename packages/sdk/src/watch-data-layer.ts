/** Shows `read` every entry of the page's data layer: those that are there, and those that are pushed from now on. */
export const watchDataLayer = <Entry>(read: (entry: Entry) => void): void => {
  // biome-ignore lint/suspicious/noAssignInExpressions: a name for the window costs bytes of the start.
  const layer = ((window as { dataLayer?: Entry[] }).dataLayer ||= []);
  layer.map(read);
  const push = layer.push;
  layer.push = (...entries) => {
    const answer = push.apply(layer, entries);
    entries.map(read);
    return answer;
  };
};

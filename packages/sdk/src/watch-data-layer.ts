/** Shows `read` every entry of the page's data layer: those that are there, and those that are pushed from now on. */
export const watchDataLayer = <Entry>(read: (entry: Entry) => void): void => {
  const page = window as { dataLayer?: Entry[] };
  const layer = (page.dataLayer ||= []);
  layer.forEach(read);
  const push = layer.push;
  layer.push = function (...entries) {
    const answer = push.apply(this, entries);
    entries.forEach(read);
    return answer;
  };
};

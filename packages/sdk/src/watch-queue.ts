/** Shows `read` every entry of an array: those that are there, and those that the page pushes from now on. */
export const watchQueue = <Entry>(queue: Entry[], read: (entry: Entry) => void): void => {
  queue.forEach(read);
  const push = queue.push;
  queue.push = function (...entries) {
    const answer = push.apply(this, entries);
    entries.forEach(read);
    return answer;
  };
};

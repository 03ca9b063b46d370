/** Shows `read` every entry of an array: those that are there, and those that the page pushes from now on. */
export const watchQueue = <Entry>(queue: Entry[], read: (entry: Entry) => void): void => {
  queue.map(read);
  const push = queue.push;
  queue.push = (...entries) => {
    const answer = push.apply(queue, entries);
    entries.map(read);
    return answer;
  };
};

import { say } from '../layout.js';

/** The form is sent nowhere; Footfall sees its submission by itself, as it sees the clicks on `tel:` and `mailto:`. */
export const contact = (main) => {
  main.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    event.target.reset();
    say('Thank you. A person answers within a day.');
  });
};

import { Link } from 'react-router';

export function NotFoundPage() {
  return (
    <>
      <title>Not found – Kiln &amp; Oak</title>
      <h1>There is nothing here</h1>
      <Link to="/">To the shop</Link>
    </>
  );
}

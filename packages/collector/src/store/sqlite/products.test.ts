import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type SqliteDatabase } from './database.js';
import { Products, type ProductWord } from './products.js';
import { newFolder } from './shop-writer.fixture.js';
import { Terms } from './terms.js';

let db: SqliteDatabase;
beforeAll(() => {
  db = openDatabase(newFolder());
  // The disk is not what is tested here.
  db.pragma('synchronous = OFF');
});
afterAll(() => {
  db.close();
});

/** What is written of products, each word at once or all of them together. */
function written(words: readonly (ProductWord & { item: number })[], atOnce: boolean): unknown[] {
  db.prepare('DELETE FROM product').run();
  const products = new Products(db, new Terms(db));
  for (const { item, ...word } of words) {
    products.say(1, item, word);
    if (atOnce) products.save();
  }
  products.save();
  return db.prepare('SELECT * FROM product ORDER BY item').all();
}

it('of a product the last word counts, whether or not others were said in the same transaction', () => {
  const word = fc.record({
    item: fc.constantFrom(1, 2),
    time: fc.constantFrom(10, 20),
    // Ids are ordered by their bytes, and those that are kept as bytes come behind those that are texts.
    id: fc.constantFrom(
      ...['a', 'b', '\uffee', '\u{1f4d6}'],
      ...['0b0f0c1e-0000-4000-8000-000000000001', 'f00f0c1e-0000-4000-8000-000000000001'],
    ),
    name: fc.constantFrom('Pan', 'Pot'),
    category: fc.constantFrom('Kitchen', undefined),
    brand: fc.constantFrom('Rival', undefined),
  });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      expect(written(words, false)).toEqual(written(words, true));
    }),
  );
});

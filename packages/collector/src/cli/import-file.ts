import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { CliError, WrongUse } from './cli-error.js';

/** A file to be imported, decompressed by its ending. */
export interface ImportFile {
  body: AsyncIterable<Uint8Array>;
  /** Bytes on disk; 0 for standard input, whose length nobody knows. */
  size: number;
  /** Bytes of them that have been read. */
  read(): number;
}

/**
 * @param name - of the file; `-` is standard input
 * @throws WrongUse where there is no such file
 */
export async function openImportFile(name: string): Promise<ImportFile> {
  if (name === '-') return { body: process.stdin, size: 0, read: () => 0 };
  const found = await stat(name).catch((cause: NodeJS.ErrnoException) => {
    throw new WrongUse(
      cause.code === 'ENOENT'
        ? `There is no file ${name}. Give the path of a file, or - to read standard input.`
        : `${name} cannot be read (${cause.code}): check its permissions.`,
      { cause },
    );
  });
  if (found.isDirectory()) throw new WrongUse(`${name} is a folder. Give the path of one file.`);
  const source = createReadStream(name, { highWaterMark: 256 * 1024 });
  return { body: readable(name, decompressed(name, source)), size: found.size, read: () => source.bytesRead };
}

function decompressed(name: string, source: ReadStream): AsyncIterable<Uint8Array> {
  let transform: Transform | undefined;
  if (name.toLowerCase().endsWith('.gz')) transform = createGunzip();
  if (name.toLowerCase().endsWith('.br')) transform = createBrotliDecompress();
  if (transform === undefined) return source;
  // Who reads the far end is told of errors of either.
  pipeline(source, transform, () => {});
  return transform;
}

async function* readable(name: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR')
      throw new CliError(
        `${name} ends before its content does: it was cut off. The rows before that are kept; import the whole file again.`,
        undefined,
        { cause },
      );
    if (code.startsWith('Z_') || code.startsWith('ERR_'))
      throw new CliError(
        `${name} is not what its ending says: it cannot be decompressed (${code}).`,
        undefined,
        { cause },
      );
    if (['EACCES', 'EPERM', 'EIO'].includes(code))
      throw new CliError(`${name} cannot be read (${code}): check its permissions.`, undefined, { cause });
    throw cause;
  }
}

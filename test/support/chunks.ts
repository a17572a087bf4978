export async function* chunked(bytes: Buffer, size = Math.max(bytes.length, 1)): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

import { inflateRawSync } from 'node:zlib'

const endMark = 0x06054b50
const entryMark = 0x02014b50

/** One file out of a zip archive, by way of its central directory. Throws when it isn't there. */
export function fileInZip(zip: Buffer, wanted: string): Buffer {
  const end = zip.lastIndexOf(mark(endMark))
  const entries = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  for (let i = 0; i < entries; i++) {
    if (zip.readUInt32LE(at) !== entryMark) break
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength!)
    if (name === wanted) return content(zip, at)
    at += 46 + nameLength! + extra! + comment!
  }
  throw new Error(`There is no ${wanted} in the archive.`)
}

function content(zip: Buffer, entry: number): Buffer {
  const deflated = zip.readUInt16LE(entry + 10) === 8
  const size = zip.readUInt32LE(entry + 20)
  const local = zip.readUInt32LE(entry + 42)
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const bytes = zip.subarray(start, start + size)
  return deflated ? inflateRawSync(bytes) : bytes
}

const mark = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

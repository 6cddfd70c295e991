// Many modules in one file: an index as JSON, after its length in four bytes; then source and code of one after the other.
const { openSync, readSync } = require('node:fs')
const { keep } = require('./kept-files.cjs')

const nothing = { madeBy: undefined, modules: {}, found: {} }

/** Opens a pack. One that cannot be read, or that was made by something else, is as good as none: it is empty. */
exports.openPack = (place, madeBy) => {
  try {
    const file = openSync(place)
    const read = (from, length) => {
      const bytes = Buffer.allocUnsafe(length)
      if (readSync(file, bytes, 0, length, from) < length) throw new Error(`${place} is cut short`)
      return bytes
    }
    const length = read(0, 4).readUInt32LE()
    const index = JSON.parse(read(4, length).toString())
    if (index.madeBy === madeBy) return packOf(index, (at, size) => read(4 + length + at, size))
  } catch {}
  return packOf(nothing)
}

const packOf = ({ modules, found }, read) => ({
  /** By the module's file: `stamp`, and where its source and code are. */
  modules,
  /** What a module's requests were found to be: `found[file][request]`. */
  found,
  contentOf(file) {
    const { at, source, code } = modules[file]
    const bytes = read(at, source + code)
    return { source: bytes.subarray(0, source), code: bytes.subarray(source) }
  },
})

/** Writes one, whole; `contents` are `{ file, stamp, source, code }`. */
exports.writePack = (place, madeBy, contents, found) => {
  const modules = {}
  let at = 0
  for (const { file, stamp, source, code } of contents) {
    modules[file] = { stamp, at, source: source.length, code: code.length }
    at += source.length + code.length
  }
  const index = Buffer.from(JSON.stringify({ madeBy, modules, found }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(index.length)
  const parts = contents.flatMap(({ source, code }) => [source, code])
  keep(place, Buffer.concat([length, index, ...parts]))
}

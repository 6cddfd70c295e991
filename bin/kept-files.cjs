// What is made of files once and kept, in node_modules/.cache: it may be deleted at any time, and several processes
// write it.
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..')
const cache = path.join(root, 'node_modules/.cache/kubesonic')

/** One place for each file and what is made of it, so that the cache does not grow with every change. */
exports.placeOf = (file, ...kind) =>
  path.join(cache, ...kind, path.relative(root, file).replaceAll(path.sep, '+'))

/** Its content; undefined when there is none. */
exports.kept = (place) => {
  try {
    return readFileSync(place)
  } catch {
    return undefined
  }
}

/** Whole or not at all. Where nothing can be written, making it each time does, too. */
exports.keep = (place, content) => {
  try {
    mkdirSync(path.dirname(place), { recursive: true })
    replace(place, content)
  } catch {}
}

function replace(place, content) {
  const draft = `${place}.${process.pid}`
  try {
    writeFileSync(draft, content)
    renameSync(draft, place)
  } catch (error) {
    // Half of it, on a disk that is full, would stay for ever.
    rmSync(draft, { force: true })
    throw error
  }
}

// Stack traces name the lines of the TypeScript sources, not of what they were compiled to. What tells them is read with the
// first trace that needs it, and only frames of such sources are looked up: Cucumber takes a trace for each step and hook
// that is defined, which made a general library for it the dearest part of listing the plan.
const { placeIn } = require('./source-lines.cjs')

/** `linesOf(file)` answers the lines of a source (source-lines.cjs), as JSON; undefined for any other file. */
exports.nameLinesOfSources = (linesOf) => {
  const known = new Map()

  const linesFor = (file) => {
    if (!known.has(file)) {
      const json = linesOf(file)
      known.set(file, json && JSON.parse(json))
    }
    return known.get(file)
  }

  const frame = (site) => {
    const told = String(site)
    const file = site.getFileName()
    const [line, column] = [site.getLineNumber(), site.getColumnNumber()]
    const lines = file && linesFor(file)
    const place = lines && placeIn(lines, line - 1, column - 1)
    if (!place) return told
    return told.replace(
      `${file}:${line}:${column}`,
      () => `${file}:${place.line + 1}:${place.column + 1}`,
    )
  }

  Error.prepareStackTrace = (error, sites) => [title(error), ...sites.map(frame)].join('\n    at ')
}

/** As V8 has it; `Error.captureStackTrace` takes any object. Node's own errors tell their code by `toString`. */
const title = (error) => (error instanceof Error ? String(error) : 'Error')

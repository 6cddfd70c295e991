// Stack traces name the lines of the TypeScript sources, not of what they were compiled to. A map is read with the first
// trace that needs it, and only frames of such sources are looked up: Cucumber takes a trace for each step and hook that
// is defined, which made a general library for it the dearest part of listing the plan.
const { SourceMap } = require('node:module')

/** `mapOf(file)` answers the source map of a source, as JSON; undefined for any other file. */
exports.nameLinesOfSources = (mapOf) => {
  const maps = new Map()

  const mapFor = (file) => {
    if (!maps.has(file)) {
      const json = mapOf(file)
      maps.set(file, json && new SourceMap(JSON.parse(json)))
    }
    return maps.get(file)
  }

  const frame = (site) => {
    const told = String(site)
    const file = site.getFileName()
    const [line, column] = [site.getLineNumber(), site.getColumnNumber()]
    const entry = file && mapFor(file)?.findEntry(line - 1, column - 1)
    if (entry?.originalLine === undefined) return told
    return told.replace(
      `${file}:${line}:${column}`,
      () => `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`,
    )
  }

  Error.prepareStackTrace = (error, sites) => [title(error), ...sites.map(frame)].join('\n    at ')
}

/** As V8 has it; `Error.captureStackTrace` takes any object. Node's own errors tell their code by `toString`. */
const title = (error) => (error instanceof Error ? String(error) : 'Error')

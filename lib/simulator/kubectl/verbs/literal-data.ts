import type { Call } from '../call'
import { KubectlFailure } from '../failure'

/** What `--from-literal` and `--from-file` say, by its keys. */
export function readData(call: Call): Record<string, string> {
  const data: Record<string, string> = {}
  for (const literal of call.line.values('from-literal')) {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(literal) ?? []
    if (key === undefined || value === undefined)
      throw new KubectlFailure(`error: invalid literal source ${literal}, expected key=value`)
    data[key] = value
  }
  for (const source of call.line.values('from-file')) {
    const [, key, path = ''] = /^(?:([^=]+)=)?(.*)$/s.exec(source) ?? []
    data[key ?? path.split('/').at(-1) ?? path] = fileOf(call, path)
  }
  return data
}

/** A file of the machine; throws as kubectl does when there is none. */
export function fileOf({ context }: Call, path: string): string {
  const absolute = path.startsWith('/') ? path : `${context.cwd}/${path}`
  if (!context.fs.exists(absolute))
    throw new KubectlFailure(`error: error reading ${path}: no such file or directory`)
  return context.fs.readText(absolute)
}

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export const root = path.join(__dirname, '..')

/** What one process has used. */
export interface Usage {
  readonly argv: readonly string[]
  readonly userCpuMs: number
  readonly maxRssMb: number
}

/** Runs a Node program to its end and tells what it and its children have used. Throws when it fails. */
export const usageOf = (args: readonly string[], cwd = root): readonly Usage[] => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kubesonic-usage-'))
  try {
    const { status, stderr, stdout } = spawnSync(process.execPath, args, {
      cwd,
      env: {
        ...process.env,
        NODE_OPTIONS: `--require ${path.join(__dirname, 'tell-usage.cjs')}`,
        TELL_USAGE: folder,
      },
    })
    if (status !== 0)
      throw new Error(
        `node ${args.join(' ')} exited ${status}:\n${String(stdout)}${String(stderr)}`,
      )
    return readdirSync(folder).map(
      (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Usage,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

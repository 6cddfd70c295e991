import type { SimulatedCommand } from '../../machine/types'
import type { DockerEngine } from '../engine'

/** Verbs that read their input, and by which of their words. */
const readers: Readonly<Record<string, (args: readonly string[]) => boolean>> = {
  exec: (args) => args.some((arg) => /^(-[a-z]*i[a-z]*|--interactive)$/.test(arg)),
  login: (args) => args.includes('--password-stdin'),
  load: (args) => !args.some((arg) => /^(-i|--input)/.test(arg)),
  import: (args) => args.includes('-'),
  cp: (args) => args.includes('-'),
  prune: (args) => !args.some((arg) => /^(-[a-z]*f[a-z]*|--force)$/.test(arg)),
}

/** The `docker` command of a machine. Only root and the group `docker` may talk to the daemon. */
export const dockerCommand = (engine: DockerEngine): SimulatedCommand => ({
  name: 'docker',
  readStdin(args) {
    const [first = '', second = ''] = args.filter((arg) => !arg.startsWith('-'))
    return (readers[first] ?? readers[second])?.(args) ?? args.includes('--password-stdin')
  },
  run(args, context) {
    // The client is taken into memory with its first use.
    const { runDocker } = require('./run-docker') as typeof import('./run-docker')
    return runDocker(engine, args, context)
  },
})

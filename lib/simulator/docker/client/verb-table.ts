import * as archives from './verbs/archives'
import { events } from './verbs/events'
import { exec } from './verbs/exec'
import * as files from './verbs/files'
import { images, rmi, tag } from './verbs/images'
import { info } from './verbs/info'
import { version } from './verbs/version'
import { inspect } from './verbs/inspect'
import { history } from './verbs/history'
import * as life from './verbs/lifecycle'
import { login, logout } from './verbs/login'
import { logs } from './verbs/logs'
import * as network from './verbs/network'
import * as prune from './verbs/prune'
import { ps } from './verbs/ps'
import { pull } from './verbs/pull'
import { create, run } from './verbs/run'
import { stats } from './verbs/stats'
import * as swarm from './verbs/swarm'
import { port, top } from './verbs/top'
import * as volume from './verbs/volume'
import type { DockerVerb } from './docker-call'

const ofContainers: Readonly<Record<string, DockerVerb>> = {
  attach: files.attach, commit: archives.commit, cp: files.cp, create, diff: files.diff, exec, export: files.exportFiles,
  kill: life.kill, logs, pause: life.pause, port, rename: life.rename, restart: life.restart, rm: life.rm, run,
  start: life.start, stats, stop: life.stop, top, unpause: life.unpause, update: life.update, wait: life.wait,
} // prettier-ignore

const ofImages: Readonly<Record<string, DockerVerb>> = {
  history, import: archives.importFiles, load: archives.load, pull, push: archives.push,
  save: archives.save, tag,
} // prettier-ignore

const inGroup = (
  group: string,
  verbs: Readonly<Record<string, DockerVerb>>,
): [string, DockerVerb][] => Object.entries(verbs).map(([name, verb]) => [`${group} ${name}`, verb])

/** What stands behind each verb, by its name as usage has it. */
export const verbs: ReadonlyMap<string, DockerVerb> = new Map<string, DockerVerb>([
  ...Object.entries({ ...ofContainers, ...ofImages }),
  ['ps', ps], ['images', images], ['rmi', rmi], ['login', login], ['logout', logout], ['info', info], ['version', version],
  ['events', events], ['inspect', inspect(['container', 'image', 'network', 'volume'])],
  ...inGroup('container', { ...ofContainers, ls: ps, inspect: inspect(['container']), prune: prune.containers }),
  ...inGroup('image', { ...ofImages, ls: images, rm: rmi, inspect: inspect(['image']), prune: prune.images }),
  ...inGroup('network', {
    ls: network.list, create: network.create, rm: network.remove, inspect: inspect(['network']), prune: prune.networks,
  }),
  ...inGroup('volume', {
    ls: volume.list, create: volume.create, rm: volume.remove, inspect: inspect(['volume']), prune: prune.volumes,
  }),
  ...inGroup('system', { df: prune.df, events, info, prune: prune.all }),
  ...inGroup('builder', { prune: prune.builds }),
  ...['config', 'node', 'secret', 'service'].flatMap((group) =>
    inGroup(group, { inspect: swarm.ofSwarm, ls: swarm.ofSwarm, rm: swarm.ofSwarm }),
  ),
  ['stack ls', swarm.ofSwarm], ['swarm leave', swarm.leave],
  ['plugin ls', swarm.listPlugins], ['context ls', swarm.listContexts],
]) // prettier-ignore

/** Other names of verbs in groups. */
export const otherNames: Readonly<Record<string, string>> = { list: 'ls', ps: 'ls', remove: 'rm' }

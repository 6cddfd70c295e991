import type { CommandContext } from '../../machine/types'
import { type DockerConfig, parseDockerConfig } from '../pulling/registry-login'

/** ~/.docker/config.json of the user who calls, or where DOCKER_CONFIG has it. */
export const clientConfigPath = ({ user, env }: CommandContext): string =>
  `${env['DOCKER_CONFIG'] ?? `${env['HOME'] ?? user.home}/.docker`}/config.json`

/** What stands in it; nothing where there is none. */
export function readClientConfig(context: CommandContext): DockerConfig {
  const path = clientConfigPath(context)
  const { fs } = context
  return (fs.exists(path) ? parseDockerConfig(fs.readText(path)) : undefined) ?? {}
}

export function writeClientConfig(context: CommandContext, config: DockerConfig): void {
  const path = clientConfigPath(context)
  const { uid, gid } = context.user
  context.fs.mkdirp(path.slice(0, path.lastIndexOf('/')), { uid, gid, mode: 0o700 })
  context.fs.writeText(path, JSON.stringify(config, null, '\t'), { uid, gid, mode: 0o600 })
}

import type { CommandOutput } from '../../../machine/types'
import { clientConfigPath, readClientConfig, writeClientConfig } from '../client-config'
import { type DockerVerb, isOn } from '../docker-call'
import { encodedLogin } from '../../pulling/registry-login'

const dockerHub = 'https://index.docker.io/v1/'

/** `docker login`: proven by the registry, then kept in the caller's config.json. */
export const login: DockerVerb = async ({ engine, parse, context }) => {
  const flags = parse({
    '-u': 'user=', '--username': 'user=', '-p': 'password=', '--password': 'password=',
    '--password-stdin': 'stdin',
  }) // prettier-ignore
  const registry = hostOf(flags.words[0])
  const username = flags.options['user']?.at(-1) ?? ''
  const fromStdin = isOn(flags, 'stdin')
  const given = flags.options['password']?.at(-1)
  if (given !== undefined) {
    context.streamError(
      'WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n',
    )
    if (fromStdin) return complaint('--password and --password-stdin are mutually exclusive')
  }
  if (fromStdin && username === '')
    return complaint('Must provide --username with --password-stdin')
  const password = fromStdin ? context.stdin.replace(/\r?\n$/, '') : (given ?? '')
  if (username === '' || password === '')
    return complaint('Error: Cannot perform an interactive login from a non TTY device')
  await engine.registry.login(registry, { username, password })
  const config = readClientConfig(context)
  const entry = { auth: encodedLogin({ username, password }) }
  writeClientConfig(context, { ...config, auths: { ...config.auths, [registry]: entry } })
  return {
    stdout: 'Login Succeeded\n',
    stderr: unencrypted(engine.options.version, clientConfigPath(context)),
  }
}

/** `docker logout`: exit code 0 whether there was a login or not. */
export const logout: DockerVerb = ({ parse, context }) => {
  const registry = hostOf(parse({}).words[0])
  const { auths = {}, ...config } = readClientConfig(context)
  const others = Object.fromEntries(Object.entries(auths).filter(([host]) => host !== registry))
  if (context.fs.exists(clientConfigPath(context)))
    writeClientConfig(context, { ...config, auths: others })
  return { stdout: `Removing login credentials for ${registry}\n` }
}

const complaint = (text: string): CommandOutput => ({ stderr: `${text}\n`, exitCode: 1 })

const hostOf = (server = dockerHub): string =>
  server === dockerHub ? server : server.replace(/^https?:\/\//, '').replace(/\/.*$/, '')

const unencrypted = (version: string, path: string): string =>
  Number(version.split('.')[0]) >= 28
    ? `\nWARNING! Your credentials are stored unencrypted in '${path}'.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/go/credential-store/\n\n`
    : `WARNING! Your password will be stored unencrypted in ${path}.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/engine/reference/commandline/login/#credentials-store\n\n`

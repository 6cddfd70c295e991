import type { Call } from '../call'
import { KubectlFailure } from '../failure'
import type { FlagTable } from '../../go/command-line'
import type { ApiObject } from '../objects'
import { fileOf, readData } from './literal-data'

export const secretFlags: FlagTable = {
  'docker-server': 'value',
  'docker-username': 'value',
  'docker-password': 'value',
  'docker-email': 'value',
  cert: 'value',
  key: 'value',
  type: 'value',
}

/** `create secret generic|docker-registry|tls NAME …`. */
export function secretObject(call: Call): ApiObject {
  const [, kind = '', name] = call.line.words
  const contents = kinds[kind]
  if (!contents)
    throw new KubectlFailure(
      `error: unknown command "secret ${kind}"\nSee 'kubectl create secret -h' for help.`,
    )
  if (!name) throw new KubectlFailure('error: exactly one NAME is required, got 0')
  const { type, data } = contents(call)
  const encoded = Object.fromEntries(
    Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
  )
  return { apiVersion: 'v1', data: encoded, kind: 'Secret', metadata: { name }, type }
}

type Contents = (call: Call) => { readonly type: string; readonly data: Record<string, string> }

const kinds: Readonly<Record<string, Contents>> = {
  generic: (call) => ({ type: call.line.value('type') ?? 'Opaque', data: readData(call) }),
  tls: (call) => ({
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': given(call, 'cert'), 'tls.key': given(call, 'key') },
  }),
  'docker-registry': (call) => ({
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': dockerConfig(call) },
  }),
}

function given(call: Call, flag: 'cert' | 'key'): string {
  const path = call.line.value(flag)
  if (path === undefined) throw new KubectlFailure('error: key and cert must be specified')
  return fileOf(call, path)
}

function dockerConfig({ line }: Call): string {
  const server = line.value('docker-server') ?? 'https://index.docker.io/v1/'
  const [username, password, email] = ['username', 'password', 'email'].map((name) =>
    line.value(`docker-${name}`),
  )
  if (!username || !password)
    throw new KubectlFailure(
      'error: either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    )
  const auth = Buffer.from(`${username}:${password}`).toString('base64')
  return JSON.stringify({
    auths: { [server]: { username, password, ...(email && { email }), auth } },
  })
}

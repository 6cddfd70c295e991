import type { Call, Verb } from '../call'
import { KubectlFailure } from '../failure'
import { resourceKind } from '../resource-kinds'

/** `kubectl auth can-i VERB RESOURCE`: the server reviews what the asker may do; `no` ends with 1. */
export const auth: Verb = {
  name: 'auth',
  flags: {
    'all-namespaces|A': 'switch',
    'quiet|q': 'switch',
    subresource: 'value',
    'no-headers': 'switch',
  },
  async run(call) {
    const [action, verb, resource, name] = call.line.words
    if (action !== 'can-i') throw new KubectlFailure(`error: unknown command "${action}"`)
    if (!verb || !resource)
      throw new KubectlFailure(
        'error: you must specify two or three arguments: verb, resource, and optional resourceName',
      )
    const spec = resource.startsWith('/')
      ? { nonResourceAttributes: { verb, path: resource } }
      : { resourceAttributes: attributes(call, verb, resource, name) }
    const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec }
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
    const { status } = await call.api.json<{ status: { allowed: boolean } }>('POST', path, { body })
    if (!call.line.is('quiet')) call.print(status.allowed ? 'yes' : 'no')
    if (!status.allowed) call.endWith(1)
  },
}

function attributes(call: Call, verb: string, text: string, name: string | undefined): object {
  const [type = '', ofType] = text.split('/')
  const kind = type === '*' ? undefined : known(call, type)
  if (kind && !kind.namespaced)
    call.warn(
      `Warning: resource '${kind.plural}' is not namespace scoped${kind.group ? ` in group '${kind.group}'` : ''}`,
    )
  return {
    verb,
    resource: kind?.plural ?? type,
    group: kind?.group ?? (type === '*' ? '*' : ''),
    ...(!call.allNamespaces && { namespace: call.namespace }),
    ...((ofType ?? name) && { name: ofType ?? name }),
    ...(call.line.value('subresource') && { subresource: call.line.value('subresource') }),
  }
}

function known(call: Call, type: string): ReturnType<typeof resourceKind> | undefined {
  try {
    return resourceKind(type, call.minor)
  } catch (error) {
    if (!(error instanceof KubectlFailure)) throw error
    call.warn(`Warning: the server doesn't have a resource type '${type}'`)
    return undefined
  }
}

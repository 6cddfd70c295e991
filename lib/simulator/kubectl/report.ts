import type { FlagTable } from '../go/command-line'
import type { ApiRequest } from './api-connection'
import type { Call } from './call'
import { KubectlFailure } from './failure'
import type { ApiObject } from './objects'
import { readFormat } from './output-format'
import { printObjects } from './print-objects'
import { kindOf, objectPath, qualified } from './resource-kinds'

/** What every verb that changes something takes. */
export const changeFlags: FlagTable = {
  'output|o': 'value',
  template: 'value',
  'allow-missing-template-keys': 'optional',
  'show-managed-fields': 'switch',
  'dry-run': 'optional',
  'field-manager': 'value',
  record: 'optional',
}

export type DryRun = 'none' | 'client' | 'server'

/** Reads `--dry-run`. Throws KubectlFailure. */
export function dryRunOf(call: Call): DryRun {
  const asked = call.line.value('dry-run') ?? 'none'
  if (asked === 'none' || asked === 'client' || asked === 'server') return asked
  if (asked === 'true' || asked === 'unchanged') return 'client'
  if (asked === 'false') return 'none'
  throw new KubectlFailure(
    `error: Invalid dry-run value (${asked}). Must be "none", "server", or "client".`,
  )
}

/** What is put behind the outcome of a dry run. */
export const dryRunSuffix = (call: Call): string =>
  ({ none: '', client: ' (dry run)', server: ' (server dry run)' })[dryRunOf(call)]

/** Says what became of an object, `node/a labeled`, or prints it where `-o` asks for that. */
export function report(call: Call, object: ApiObject, outcome: string): void {
  const format = readFormat(call)
  if (format) return printObjects(call, format, [object], false)
  call.print(
    `${qualified(kindOf(object, call.minor), object.metadata.name)} ${outcome}${dryRunSuffix(call)}`,
  )
}

/** Sends a change of an object, unless it is a dry run of the client's; the answer is what the object is then. */
export async function change(
  call: Call,
  method: 'PATCH' | 'PUT',
  object: ApiObject,
  request: ApiRequest,
): Promise<ApiObject> {
  const dry = dryRunOf(call)
  if (dry === 'client') return object
  const kind = kindOf(object, call.minor)
  const { name, namespace = call.namespace } = object.metadata
  const path = objectPath(kind, namespace, name) + (dry === 'server' ? '?dryRun=All' : '')
  return call.api.json<ApiObject>(method, path, request)
}

export const strategicPatch = 'application/strategic-merge-patch+json'
export const mergePatch = 'application/merge-patch+json'

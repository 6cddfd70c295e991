import { type IncomingMessage } from 'node:http'
import { type DeleteOptions } from '../api/deletion/delete-options'
import { StatusError } from '../api/status-error'
import { type KubeObject } from '../objects'
import { fits } from '../schema/fits'
import { decoderComplaint } from '../schema/go-decoder'
import { structOf } from '../schema/go-types'
import { messageOf } from '../schema/schema'
import { integerIn, isTrue } from './query'
import { bytesOf, objectIn } from './request-body'

/**
 * How something is to be deleted: a body says all of it, and the query nothing; else the query does. What is wrong with a
 * body the server did not expect: 500, in its decoder's words. Throws 400 for a query that it can't read.
 */
export async function sentDeleteOptions(
  request: IncomingMessage,
  query: URLSearchParams,
  ofCollection: boolean,
): Promise<DeleteOptions> {
  if (!hasBody(request)) return inQuery(query)
  const refuse = (why: string): Error => new StatusError(500, undefined, why)
  const { object, text } = objectIn(await bytesOf(request), request, refuse)
  const { kind = 'DeleteOptions', apiVersion = 'meta.k8s.io/v1' } = object as Partial<KubeObject>
  if (kind !== 'DeleteOptions') throw refuse(otherKind(apiVersion, kind, ofCollection))
  const struct = structOf(kind)
  if (struct && !fits(object, struct)) throw refuse(decoderComplaint(text, struct))
  return object
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Who reads the options of one object's deletion knows only the kinds of options; who reads a collection's knows all. */
function otherKind(apiVersion: string, kind: string, ofCollection: boolean): string {
  const known = ofCollection ? messageOf(kind) : optionKinds.has(kind)
  return known
    ? `converting (${apiVersion.split('/').at(-1)}.${kind}) to (v1.DeleteOptions): unknown conversion`
    : `no kind "${kind}" is registered for version "${apiVersion}" in scheme "${ofCollection ? allKinds : kindsOfOptions}"`
}

const optionKinds = new Set([
  'CreateOptions',
  'ExportOptions',
  'GetOptions',
  'ListOptions',
  'PatchOptions',
  'Status',
  'UpdateOptions',
  'WatchEvent',
])

/** Where the real server's source has the lists of kinds. */
const kindsOfOptions = 'k8s.io/apimachinery/pkg/apis/meta/internalversion/scheme/register.go:27'
const allKinds = 'k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30'

function inQuery(query: URLSearchParams): DeleteOptions {
  const grace = integerIn(query, 'gracePeriodSeconds')
  const policy = query.get('propagationPolicy')
  const uid = query.get('uid')
  const resourceVersion = query.get('resourceVersion')
  return {
    ...(grace !== undefined && { gracePeriodSeconds: grace }),
    ...(policy !== null && { propagationPolicy: policy }),
    ...(query.has('orphanDependents') && { orphanDependents: isTrue(query, 'orphanDependents') }),
    preconditions: { ...(uid && { uid }), ...(resourceVersion && { resourceVersion }) },
    dryRun: query.getAll('dryRun'),
  }
}

import { isSame } from '../../json/json'
import { type ControllerRevision } from '../../objects'
import { type FieldError, invalidValue, required } from '../field-error'
import { invalidInGo } from './go-values'

/** A revision has data, and a number that counts up. */
export const revisionErrors = ({ data, revision = 0 }: ControllerRevision): FieldError[] => [
  ...(data ? [] : [required('data', 'data is mandatory')]),
  ...(revision < 0
    ? [invalidValue('revision', revision, 'must be greater than or equal to 0')]
    : []),
]

/** What it is the revision of never changes. The server shows the bytes that it was sent. */
export function revisionChanges(
  { data }: ControllerRevision,
  before: ControllerRevision,
): FieldError[] {
  if (isSame(data, before.data)) return []
  const why = 'field is immutable'
  if (!data) return [invalidValue('data', 'null', why)]
  const bytes = [...Buffer.from(JSON.stringify(data))].map((byte) => `0x${byte.toString(16)}`)
  const raw = `runtime.Unknown{TypeMeta:runtime.TypeMeta{APIVersion:"", Kind:""}, Raw:[]uint8{${bytes.join(', ')}}, ContentEncoding:"", ContentType:"application/json"}`
  return [invalidInGo('data', raw, why)]
}

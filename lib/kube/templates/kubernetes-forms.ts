import { z } from 'zod'
import { whatIsWrongWithImage } from '../../testbed/image-reference'

/** The forms that the API server insists on, with messages "what is wrong; what to write instead". */
export const text = z.string().min(1, 'is empty; write a value, or leave it out')

export const objectName = text
  .max(253, 'is too long; 253 characters at most')
  .regex(
    /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/,
    "cannot be an object's name; small letters, digits, - and . only",
  )

/** Of containers, namespaces and volumes. */
export const shortName = text
  .max(63, 'is too long; 63 characters at most')
  .regex(
    /^[a-z\d]([a-z\d-]*[a-z\d])?$/,
    'cannot be a name here; small letters, digits and - only, a letter or digit at both ends',
  )

export const image = text.superRefine((value, context) => {
  const what = whatIsWrongWithImage(value)
  if (what) context.addIssue({ code: 'custom', message: what })
})

const labelName = /^([a-z\d]([a-z\d.-]{0,251}[a-z\d])?\/)?[A-Za-z\d]([\w.-]{0,61}[A-Za-z\d])?$/
const labelKey = z.string().regex(labelName, 'is no label; letters, digits, - _ and . only')
const labelValue = z
  .string()
  .regex(
    /^([A-Za-z\d]([\w.-]{0,61}[A-Za-z\d])?)?$/,
    'is no value of a label; letters, digits, - _ and . only, 63 at most',
  )

export const labels = z.record(labelKey, labelValue)

export const environmentName = text.regex(
  /^[-._a-zA-Z][-._a-zA-Z\d]*$/,
  'cannot be a variable; letters, digits, - _ and . only, no digit first',
)

const quantityForm = /^(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/
export const quantity = z.custom<string | number>(
  (value) =>
    (typeof value === 'string' || typeof value === 'number') && quantityForm.test(String(value)),
  'is no quantity; write it like 100m, 0.5 or 64Mi',
)

export const absolutePath = text.regex(/^\//, 'is not absolute; it begins with /')

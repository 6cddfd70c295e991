import { z } from 'zod'

const text = z.string().min(1, 'is empty; write a value, or leave the field out')

/** `a|b`, as the incumbent's options are typed, or a list. */
const several = z.union(
  [text, z.array(text).min(1)],
  'is neither a text such as a|b, in quotes where it looks like a number, nor a list',
)

/** Options of `docker run` for each image, as container_upgrade's parameters.json has them. */
export const parametersFileSchema = z.record(
  z.string(),
  z.looseObject({ parameters: z.union([text, z.array(z.string())]).optional() }),
)

const duration = z
  .string()
  .regex(/^\d+ (seconds?|minutes?)$/, 'is no time; write 90 seconds or 30 minutes')

const row = z.strictObject({
  os_version: text.optional(),
  os_versions: several.optional(),
  container: text.optional(),
  containers: several.optional(),
  parameters: z.union([z.string(), z.array(z.string())]).optional(),
  optional_parameters: z.string().optional(),
  verify: z.string().optional(),
  verify_within: duration.optional(),
})

/**
 * A file of upgrade rows, in the words of sonic-mgmt's container_upgrade: its options (`os_versions`, `containers`,
 * `parameters_file`, `optional_parameters` …) as fields. Every OS version is paired with every container.
 */
export const rowsFileSchema = z.strictObject({
  os_versions: several.optional(),
  containers: several.optional(),
  parameters_file: text.optional(),
  parameters: parametersFileSchema.optional(),
  optional_parameters: z.string().optional(),
  verify: z.string().optional(),
  verify_within: duration.optional(),
  rows: z.array(row).optional(),
  image_url_template: z.string().optional(),
  testcase_file: z.string().optional(),
})

/** Fields of container_upgrade that a file may have, and why nothing comes of them. */
export const notUsed = {
  image_url_template:
    'this suite installs no OS: a row for another one than the DUT runs is skipped',
  testcase_file: 'tests are hooked in by the field verify',
} as const

export type RowsFile = z.infer<typeof rowsFileSchema>
export type WrittenRow = z.infer<typeof row>

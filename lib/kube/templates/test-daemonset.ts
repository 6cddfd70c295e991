import { type V1DaemonSet } from '../api/client-node'
import { ofTheRun, type Placement } from './of-the-run'
import { type Template } from './template'
import { TemplateCatalogue } from './template-catalogue'

export const TEST_DAEMON_SET = 'test-daemonset'
export const TEST_NAMESPACE = 'default'
/** As the template has it; so are the labels. */
export const TEST_CONTAINER = 'mock-ds-container'
export const TEST_POD_LABELS = { group: 'test-ds-pod' } as const

export interface TestDaemonSet extends Placement {
  /** One that does nothing, such as pause. */
  readonly image: string
  /** A testbed's own one; the built-in one has test-ds-pods with a mock-ds-container. */
  readonly template?: Template
}

/** The DaemonSet that the suite schedules: its pods go to nodes labelled deployDaemonset=true. */
export const testDaemonSet = (
  { image, template = new TemplateCatalogue().get(TEST_DAEMON_SET), ...placement }: TestDaemonSet,
  name = TEST_DAEMON_SET,
): V1DaemonSet => ofTheRun(template.render({ name, image }), placement)

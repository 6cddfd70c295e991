import type { ImageSpec } from '../docker/images/image-store'
import { branchOf } from '../gnmi/branch'
import { gnmiProgram } from '../gnmi/gnmi-program'
import { featureImage } from './images/feature-image'

/** As images are named that came from the testbed's registry. */
export const loadedFrom = '10.251.0.1:5000'

const versions = ['20261102.01', '20261103.01']

/** What somebody has loaded onto a device to upgrade it to: two newer versions of some features' images. */
export const loadedImages: readonly ImageSpec[] = versions.flatMap((version) => [
  featureImage({
    feature: 'snmp',
    version,
    tags: [`${loadedFrom}/docker-snmp:${version}`],
    sizeBytes: 317_000_000,
  }),
  featureImage({
    feature: 'gnmi',
    version,
    tags: [`${loadedFrom}/docker-sonic-gnmi:${version}`],
    sizeBytes: 331_000_000,
    application: gnmiProgram(branchOf(version)),
  }),
])

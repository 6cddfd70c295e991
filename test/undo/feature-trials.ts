import { Feature } from '../../lib/dut/features/feature'
import { shortenHandOverWaits } from '../../lib/dut/features/hand-over-waits'
import { root } from '../../lib/host/command'
import { minutes } from '../../lib/wait/duration'
import { changesOf } from './changes-of'
import { type Trial } from './trial'

const key = 'FEATURE|telemetry'
const runsLocally = root`
  sonic-db-cli CONFIG_DB HSET ${key} set_owner auto state enabled
  sonic-db-cli STATE_DB HSET ${key} current_owner local container_id x
  mkdir -p /var/state/containers
  echo sha256:0123456789abcdef > /var/state/containers/telemetry
  echo '<none> sha256:0123456789abcdef docker-sonic-telemetry:latest' > /var/state/images
  echo '<none> sha256:1123456789abcdef docker-sonic-telemetry:2' >> /var/state/images`

/** What Kubernetes does to it: its local container and its images' names are gone, a version goes by the registry's. */
const handedOver = root`
  sonic-db-cli STATE_DB HSET ${key} current_owner kube container_id y remote_state running
  rm /var/state/containers/telemetry
  grep -v ' docker-sonic-telemetry' /var/state/images > /var/state/images.new
  mv /var/state/images.new /var/state/images
  # An image without a name is none any more.
  grep -q sha256:1123456789abcdef /var/state/images || : > /var/state/lost
  [ -e /var/state/lost ] || echo '<none> sha256:1123456789abcdef r:5000/docker-sonic-telemetry:2' >> /var/state/images`

/** ctrmgrd makes an image `latest` by the first repository that `docker images` tells of it, which may be ours. */
const madeLatest = root`
  ours=$(sed -n 's/^<none> sha256:0123456789abcdef \(kubesonic-keep.*\):.*/\1/p' /var/state/images)
  echo "<none> sha256:0123456789abcdef \${ours##*/}:latest" >> /var/state/images`

const waits = '/etc/sonic/remote_ctr.config.json'

/** What the suite changes when features are handed over to Kubernetes. */
export async function trialsOfFeatures(): Promise<readonly Trial[]> {
  const change = await changesOf(async (host) => {
    const feature = new Feature(host, 'telemetry')
    await feature.setOwner('kube')
    await feature.setOwnerByCli('local')
    await feature.putBack()
    await shortenHandOverWaits(host, { revertToLocal: minutes(1), tagLatest: minutes(1) })
  })
  return [
    { change: change('feature telemetry'), given: runsLocally, meanwhile: handedOver },
    {
      name: 'a feature whose own image Kubernetes runs, too',
      change: change('feature telemetry'),
      given: runsLocally,
      meanwhile: root`
        ${handedOver}
        ${madeLatest}`,
    },
    {
      change: change('waits of the hand-over'),
      given: root`
        mkdir -p /etc/sonic
        printf '{\n  "revert_to_local_on_wait_seconds": 360,\n  "tag_latest_image_on_wait_seconds" : 600\n}\n' > ${waits}`,
    },
  ]
}

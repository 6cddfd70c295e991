/** SONiC's images and the features whose containers they are: `docker-sonic-gnmi` is gnmi's. */
const featureOf: Readonly<Record<string, string>> = {
  'docker-acms': 'acms',
  'docker-auditd': 'auditd',
  'docker-dhcp-relay': 'dhcp_relay',
  'docker-eventd': 'eventd',
  'docker-lldp': 'lldp',
  'docker-mux': 'mux',
  'docker-platform-monitor': 'pmon',
  'docker-router-advertiser': 'radv',
  'docker-snmp': 'snmp',
  'docker-sonic-bmp': 'bmp',
  'docker-sonic-gnmi': 'gnmi',
  'docker-sonic-restapi': 'restapi',
  'docker-sonic-telemetry': 'telemetry',
}

/** Images whose features can be handed over to Kubernetes. */
export const featureImages: readonly string[] = Object.keys(featureOf)

/** The feature of an image, whatever registry it comes from; undefined for one that is no feature's. */
export const featureOfImage = (repository: string): string | undefined =>
  featureOf[repository.split('/').at(-1) ?? '']

/** The image of a feature, without registry and tag; undefined for one that no image is known of. */
const imageOfFeature = (feature: string): string | undefined =>
  featureImages.find((image) => featureOf[image] === feature)

/** An image's full name: `10.251.0.1:5000/docker-snmp:20261102.01`. @throws RangeError for a feature that no image is known of */
export function namedImage(registry: string | null, feature: string, version: string): string {
  const image = imageOfFeature(feature)
  if (image === undefined) throw new RangeError(`No image of the feature ${feature} is known.`)
  return `${registry === null ? '' : `${registry}/`}${image}:${version}`
}

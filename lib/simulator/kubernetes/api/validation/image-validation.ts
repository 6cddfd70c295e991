import { type PodContainer, type PodSpec } from '../../objects'
import { type FieldError, invalidValue, required } from '../field-error'

/** Nothing stands around the names of images. */
export const imageErrors = ({ containers, initContainers = [] }: PodSpec): FieldError[] => [
  ...spacedImages(containers, 'spec.containers'),
  ...spacedImages(initContainers, 'spec.initContainers'),
]

/** What the server looks at once more in an update: images that are missing, or have something around their name. */
export const updatedImageErrors = (
  containers: readonly PodContainer[],
  at: string,
): FieldError[] => [
  ...containers.flatMap(({ image }, index) => (image ? [] : [required(`${at}[${index}].image`)])),
  ...spacedImages(containers, at),
]

const spacedImages = (containers: readonly PodContainer[], at: string): FieldError[] =>
  containers.flatMap(({ image = '' }, index) =>
    image === image.trim()
      ? []
      : [
          invalidValue(
            `${at}[${index}].image`,
            image,
            'must not have leading or trailing whitespace',
          ),
        ],
  )

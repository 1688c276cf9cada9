import licences from "spdx-license-list"
import type { Offers } from "../../model/action.ts"

/** Of 37 that the Portal knows, those that are documented or seen; it says itself if it knows another. */
const categories = ["Ad", "Administration", "Analytics", "Audio", "Browser", "Development", "Other"]

const platforms = ["Browser", "Containers", "Linux", "MacOS", "Mobile", "Other", "Windows"]

/** The Portal's words for licences are the full names of SPDX. */
export const softwareOffers = (): Offers => ({
  category: categories,
  platform: platforms,
  license: [...new Set(["Unknown", ...Object.values(licences).map(({ name }) => name)])],
})

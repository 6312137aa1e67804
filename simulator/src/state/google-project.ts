/** A Google Cloud project that the organization has proved to own; its controls are held as the API returns them. */
export interface GoogleProject {
  /** The number of the project. */
  readonly id: string;
  updatedAt: number;
  /** `BetaGoogleManagedProjectCMEKControl` */
  cmek: object;
  /** `BetaGoogleManagedProjectStorageControl` */
  storage: object;
}

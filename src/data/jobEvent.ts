/** Sent to the window with each new job: what shows jobs is loaded with the first. */
export const jobEvent = "waybill-job"

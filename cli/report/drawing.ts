/** A picture that is no figure of data: drawn already, in the colours of the light theme. */
export interface Drawing {
  /** In kebab-case: the name of its file and its anchor in a page. */
  readonly name: string;
  /** A few words. */
  readonly title: string;
  /** What one sees, in one to three sentences. */
  readonly caption: string;
  readonly svg: string;
}

/** What we call of fft.js, which says nothing of its types. */
declare module "fft.js" {
  class FFT {
    /** @param size a power of two */
    constructor(size: number);
    readonly size: number;
    /** Real and imaginary parts by turns. */
    createComplexArray(): number[];
    /** Fills the first half of the spectrum. */
    realTransform(spectrum: number[], input: ArrayLike<number>): void;
    completeSpectrum(spectrum: number[]): void;
    inverseTransform(output: number[], spectrum: number[]): void;
  }
  export = FFT;
}

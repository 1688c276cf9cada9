/** Our mark, the same drawing as public/logo.svg. */
export const Logo = ({ size = 24 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden>
    <rect width="32" height="32" rx="8" fill="#4f46e5" />
    <path
      d="M6.5 10.5 11 21.5l5-9 5 9 3-7.3"
      stroke="#fff"
      strokeWidth="2.75"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
    <circle cx="25.2" cy="10" r="2.3" fill="#fff" />
  </svg>
)

import { Thread } from "./thread";

export default function Page() {
  return <main><h1>Asha Nair</h1><Thread /></main>;
}

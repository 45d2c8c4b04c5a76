import { createRoot } from "react-dom/client";

import { Thread } from "./Thread.jsx";

createRoot(document.querySelector("#panel")).render(<Thread contact={{ name: "Asha Nair", phones: ["+919999999999"] }} />);

import { StrictMode, useState, version } from "react";
import { createRoot } from "react-dom/client";
import { SideThread } from "sidethread/react";

import { thread, tokenProvider } from "./crm.js";

function Contact() {
  const [sent, setSent] = useState(0);
  return (
    <>
      <SideThread {...thread} tokenProvider={(wish) => tokenProvider(wish)} onSent={() => setSent((before) => before + 1)} />
      <output>{`sent ${sent} by React ${version}`}</output>
    </>
  );
}

createRoot(document.querySelector("#app")).render(<StrictMode><Contact /></StrictMode>);

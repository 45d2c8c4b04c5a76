import { mount } from "svelte";

import Thread from "./Thread.svelte";

mount(Thread, { target: document.querySelector("#panel"), props: { contact: { name: "Asha Nair", phones: ["+919999999999"] } } });

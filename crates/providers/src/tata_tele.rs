//! Tata Tele Smartflo WhatsApp.

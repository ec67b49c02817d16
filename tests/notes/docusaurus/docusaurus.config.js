export default { title: "Notes" };

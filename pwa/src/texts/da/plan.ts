export const plan = {
};
